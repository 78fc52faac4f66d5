"""Cluster: one pool ranked by many machines, each holding a part of the index, with the bits of one machine.

`shards` divides an index, `holder` scores the shards that one worker holds, `coordinator` keeps shards on
workers that live and joins their answers, `ray_link` runs both on Ray, `client` is what a program calls,
`local` runs a cluster on this machine for trying it.
"""

from assay.cluster.client import Cluster, connect, deploy
from assay.cluster.job import Answer, Job
from assay.cluster.permitted import Permitted
from assay.cluster.settings import Settings
from assay.cluster.status import Status, WorkerFacts

__all__ = ["Answer", "Cluster", "Job", "Permitted", "Settings", "Status", "WorkerFacts", "connect", "deploy"]
