"""What a process holds and has used, as Linux tells it."""

from pathlib import Path

import psutil

from benchmarks.reliability.promises import MIB

FORGET_THE_PEAK = "5"
"""What `/proc/PID/clear_refs` takes for that."""


def resident(pid: int) -> float:
    """MiB that a process holds now."""
    return float(psutil.Process(pid).memory_info().rss) / MIB


def peak(pid: int) -> float:
    """The most MiB that a process held since `forget_peak`."""
    (line,) = [each for each in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmHWM" in each]
    return int(line.split()[1]) / 1024


def forget_peak(pid: int) -> None:
    """Let `peak` begin anew."""
    Path(f"/proc/{pid}/clear_refs").write_text(FORGET_THE_PEAK)


def descriptors(pid: int) -> int:
    """How many files and sockets a process has open."""
    return int(psutil.Process(pid).num_fds())


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has used: what a wait would be on a machine that does nothing else."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)
