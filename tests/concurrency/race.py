"""Works that start at the same moment, in processes and threads of their own, with cursors of their own."""

import multiprocessing
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import zip_longest

PATIENCE = 120  # seconds until somebody who does not come is given up
PROCESSES = 4

fork = multiprocessing.get_context("fork")  # the loaded registry comes along


def _group(runners, sender):
    with ThreadPoolExecutor(len(runners)) as threads:
        sender.send(list(threads.map(lambda runner: runner(), runners)))


def together(office, runners):
    """Run callables side by side: in PROCESSES processes, in as many threads in each as it takes.

    :return: what each of them returned (list)
    """
    office.closed()
    groups = [runners[number::PROCESSES] for number in range(min(PROCESSES, len(runners)))]
    running = []
    for group in groups:
        receiver, sender = fork.Pipe(duplex=False)
        process = fork.Process(target=_group, args=(group, sender))
        process.start()
        sender.close()
        running.append((process, receiver))
    results = [receiver.recv() for _process, receiver in running]
    for process, _receiver in running:
        process.join(PATIENCE)
    return [results[number % PROCESSES][number // PROCESSES] for number in range(len(runners))]


def answer(office, work):
    """:return: what a call gives, an exception told as "Type: message" """
    try:
        return office.call(work)
    except Exception as error:  # noqa: BLE001  # an answer like any other; whoever asked decides
        return f"{type(error).__name__}: {error}"


class Race:
    """Runs rounds of works and counts the attempts."""

    def __init__(self, office):
        self.office, self.attempts = office, 0

    def run(self, rounds):
        """Let the works of each round start together, one round after the other.

        :param list rounds: for each round the works, callables that take the café
        :return: for each round the answers of its works (list of list)
        """
        self.attempts += sum(map(len, rounds))
        columns = list(zip_longest(*rounds))  # each runner does one work of each round
        barrier = fork.Barrier(len(columns))
        answers = together(self.office, [partial(self._run, works, barrier) for works in columns])
        return [list(row)[: len(works)] for row, works in zip(zip(*answers, strict=True), rounds, strict=True)]

    def _run(self, works, barrier):
        return [self._answer(work, number, barrier) for number, work in enumerate(works)]

    def _answer(self, work, number, barrier):
        """Every other round all have taken their snapshots before the first one acts: what hurts most."""
        after_snapshot = number % 2
        if not after_snapshot:
            barrier.wait(PATIENCE)
        return answer(self.office, _Start(work, barrier if after_snapshot else None))


class _Start:
    """A work that waits for the others the first time it is run, not when it is run again."""

    def __init__(self, work, barrier):
        self.work, self.barrier = work, barrier

    def __call__(self, cafe):
        cafe.env.cr.execute("SELECT login FROM res_users WHERE id = 1")  # as a request does before it comes to us
        barrier, self.barrier = self.barrier, None
        if barrier:
            barrier.wait(PATIENCE)
        return self.work(cafe) if self.work else None


def rush(office, sources, seconds):
    """Let each runner make call after call for a while.

    :param sources: for each runner an iterator of works
    :return: calls that came to their end per second (float), how often each answer came (Counter)
    """
    barrier = fork.Barrier(len(sources))
    answers = together(office, [partial(_hurry, office, source, seconds, barrier) for source in sources])
    counted = sum((counts for counts, _took in answers), Counter())
    return sum(counts.total() / took for counts, took in answers), counted


def _hurry(office, source, seconds, barrier):
    office.call(lambda cafe: cafe.env.cr.execute("SELECT 1"))  # a connection is there before the start
    barrier.wait(PATIENCE)
    started, counts = time.monotonic(), Counter()
    for work in source:
        counts[answer(office, work)] += 1
        took = time.monotonic() - started
        if took > seconds:
            break
    return counts, took
