#!/usr/bin/env python3
"""medians.py BACKEND FILE [BASE OTHER]: medians and ranges of what side-by-side.sh (kea, holdfast) or scale.sh has found,
from perf.py's log, and the ratio of the other to the base. Where nothing was searched, the offered rate counts at which
most exchanges were completed."""
import json
import statistics
import sys

backend, log, *names = sys.argv[1:]
base, other = names or ('kea', 'holdfast')
found, single, unfinished = {}, {}, {}
with open(log) as lines:
    for line in lines:
        entry = json.loads(line)
        if 'RESULT' in entry:
            found.setdefault(entry['label'], []).append(entry['RESULT'])
            # A search that ran out of runs while they still passed has found a lower bound, not the highest rate.
            unfinished[entry['label']] = unfinished.get(entry['label'], 0) + (entry['hi'] is None)
        else:
            single.setdefault(entry['label'], []).append(entry)


def best(runs):
    """Those at the rate with the highest median of completed exchanges."""
    rates = {run['rate'] for run in runs}
    return max(([run for run in runs if run['rate'] == rate] for rate in rates),
               key=lambda some: statistics.median([run['xps'] for run in some]))


found = found or {label: best(runs) for label, runs in single.items()}


def spread(values, digits):
    return f'{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})'


def cpu(run, who):
    """Milliseconds per exchange; perf.py gives percent of a core."""
    return run['cpu%'][who] * 10 / run['xps']


for who in base, other:
    runs = found.get(f'{who}-{backend}', [])
    if not runs:
        print(f'{who} {backend}: no run passed')
        continue
    print(f'{who} {backend}: {len(runs)} rounds, median (range)')
    if unfinished.get(f'{who}-{backend}'):
        print(f'  {unfinished[f"{who}-{backend}"]} searches ended before a rate failed: at least')
    print(f'  exchanges/s   {spread([run["xps"] for run in runs], 0)} of {statistics.median([run["offered"] for run in runs]):.0f} offered')
    for stage in runs[0]['stages']:
        if all(run['stages'][stage]['avg'] is not None for run in runs):
            print(f'  mean delay ms {spread([run["stages"][stage]["avg"] for run in runs], 1)}  {stage}')
    for process in 'server', 'db':
        if process in runs[0]['cpu%']:
            print(f'  CPU ms each   {spread([cpu(run, process) for run in runs], 3)}  {process}')
    print(f'  others\' CPU % {spread([run["cpu%"]["foreign"] for run in runs], 0)}')

medians = [statistics.median([run['xps'] for run in found[f'{who}-{backend}']])
           for who in (other, base) if f'{who}-{backend}' in found]
if any(unfinished.values()):
    print('no ratio: begin at a higher rate, or allow more runs')
elif len(medians) == 2:
    print(f'ratio {medians[0] / medians[1]:.2f}')
