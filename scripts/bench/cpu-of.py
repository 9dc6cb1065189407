"""Runs a command and prints the processor time of it and all its descendants, in seconds, as the
last line of stderr. A browser's processes outlive their parents: as a subreaper (prctl(2)) this
process inherits and counts them too."""
import ctypes, os, resource, subprocess, sys

PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
code = subprocess.call(sys.argv[1:])
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"cpu {used.ru_utime + used.ru_stime:.3f}", file=sys.stderr)
sys.exit(code)
