"""Works that start at the same moment, in processes and threads of their own, with cursors of their own."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest

PATIENCE = 120  # seconds until somebody who does not come is given up
PROCESSES = 4

fork = multiprocessing.get_context("fork")  # the loaded registry comes along


class Race:
    """Runs rounds of works and counts the attempts."""

    def __init__(self, office):
        self.office, self.attempts = office, 0

    def run(self, rounds):
        """Let the works of each round start together, one round after the other.

        :param list rounds: for each round the works, callables that take the café
        :return: for each round the answers of its works; an exception is told as "Type: message" (list of list)
        """
        self.office.closed()
        self.attempts += sum(map(len, rounds))
        runners = list(zip_longest(*rounds))  # each runs one work of each round
        barrier = fork.Barrier(len(runners))
        groups = [runners[number::PROCESSES] for number in range(min(PROCESSES, len(runners)))]
        processes = [_Process(self.office, group, barrier) for group in groups]
        answers = [process.answers() for process in processes]
        columns = [answers[number % PROCESSES][number // PROCESSES] for number in range(len(runners))]
        return [list(row)[: len(works)] for row, works in zip(zip(*columns, strict=True), rounds, strict=True)]


class _Process:
    def __init__(self, office, runners, barrier):
        self.office, self.runners, self.barrier = office, runners, barrier
        self.receiver, self.sender = fork.Pipe(duplex=False)
        self.process = fork.Process(target=self._main)
        self.process.start()
        self.sender.close()

    def answers(self):
        """:return: for each runner its answers (list of list)"""
        try:
            return self.receiver.recv()
        finally:
            self.process.join(PATIENCE)

    def _main(self):
        with ThreadPoolExecutor(len(self.runners)) as threads:
            self.sender.send(list(threads.map(self._run, self.runners)))

    def _run(self, works):
        return [self._answer(work, number) for number, work in enumerate(works)]

    def _answer(self, work, number):
        """Every other round all have taken their snapshots before the first one acts: what hurts most."""
        after_snapshot = number % 2
        if not after_snapshot:
            self.barrier.wait(PATIENCE)
        try:
            return self.office.call(_Start(work, self.barrier if after_snapshot else None))
        except Exception as error:  # noqa: BLE001  # an answer like any other; whoever asked decides
            return f"{type(error).__name__}: {error}"


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
