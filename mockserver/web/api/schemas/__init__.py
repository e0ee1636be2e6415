"""The wire: what requests may say and what answers look like. Shape is judged here and nowhere else."""
