"""Workflow: one function per act; interfaces call these and nothing else."""
