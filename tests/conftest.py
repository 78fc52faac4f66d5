"""What all tests share."""

from hypothesis import settings

# A loaded machine is slow; how long an example takes says nothing of whether it holds.
settings.register_profile("assay", deadline=None)
settings.load_profile("assay")
