"""Carries out retry policies with the real Tenacity in virtual time: cases as JSON on standard input, one answer each."""

import json
import sys
import types

import tenacity


class Clock:
    """Virtual time, and the numbers that chance gives after each attempt."""

    def __init__(self):
        self.now = 0.0
        self.numbers = iter(())

    def monotonic(self):
        return self.now

    def random(self):
        return next(self.numbers)

    def uniform(self, low, high):
        return low + (high - low) * self.random()


CLOCK = Clock()
tenacity.time = types.SimpleNamespace(monotonic=CLOCK.monotonic)
tenacity.wait.random = types.SimpleNamespace(random=CLOCK.random, uniform=CLOCK.uniform)

CLASSES = {}


def error_class(types_of):
    """A class by its name and those that it is of, the nearest first."""
    name = types_of[0]
    if name not in CLASSES:
        base = error_class(types_of[1:]) if len(types_of) > 1 else Exception
        CLASSES[name] = type(name, (base,), {})
    return CLASSES[name]


def stop_of(tree):
    name, value = next(iter(tree.items()))
    return {
        "never": lambda: tenacity.stop_never,
        "attempts": lambda: tenacity.stop_after_attempt(value),
        "after": lambda: tenacity.stop_after_delay(value),
        "before": lambda: tenacity.stop_before_delay(value),
        "any": lambda: tenacity.stop_any(*map(stop_of, value)),
        "all": lambda: tenacity.stop_all(*map(stop_of, value)),
    }[name]()


def wait_of(tree):
    name, value = next(iter(tree.items()))
    return {
        "none": lambda: tenacity.wait_none(),
        "fixed": lambda: tenacity.wait_fixed(value),
        "random": lambda: tenacity.wait_random(value["from"], value["to"]),
        "incrementing": lambda: tenacity.wait_incrementing(value["from"], value["by"], value["to"]),
        "exponential": lambda: tenacity.wait_exponential(value["from"], value["to"], value["base"], value["least"]),
        "random_exponential": lambda: tenacity.wait_random_exponential(
            value["from"], value["to"], value["base"], value["least"]
        ),
        "exponential_jitter": lambda: tenacity.wait_exponential_jitter(
            max=value["to"],
            exp_base=value["base"],
            jitter=value["jitter"],
            min=value["least"],
            multiplier=value["from"],
        ),
        "from_error": lambda: tenacity.wait_exception(lambda e: value if e.after is None else e.after),
        "chain": lambda: tenacity.wait_chain(*map(wait_of, value)),
        "sum": lambda: tenacity.wait_combine(*map(wait_of, value)),
    }[name]()


def condition_of(tree):
    name, value = next(iter(tree.items()))
    return {
        "always": lambda: tenacity.retry_always,
        "never": lambda: tenacity.retry_never,
        "kinds": lambda: tenacity.retry_if_exception(lambda e: e.kind in value or e.trouble in value),
        "outermost": lambda: tenacity.retry_if_exception_type(error_class(value)),
        "cause": lambda: tenacity.retry_if_exception_cause_type(error_class(value)),
        "exception": lambda: tenacity.retry_any(
            tenacity.retry_if_exception_type(error_class(value)),
            tenacity.retry_if_exception_cause_type(error_class(value)),
        ),
        "message": lambda: tenacity.retry_if_exception_message(message=value),
        "matches": lambda: tenacity.retry_if_exception_message(match=value),
        "contains": lambda: tenacity.retry_if_exception(lambda e: value in str(e)),
        "not_outermost": lambda: tenacity.retry_if_not_exception_type(error_class(value)),
        "unless_outermost": lambda: tenacity.retry_unless_exception_type(error_class(value)),
        "not_message": lambda: tenacity.retry_if_not_exception_message(message=value),
        "not_matches": lambda: tenacity.retry_if_not_exception_message(match=value),
        "not": lambda: tenacity.retry_if_exception(lambda e: not condition_of(value)(CurrentState(e))),
        "any": lambda: tenacity.retry_any(*map(condition_of, value)),
        "all": lambda: tenacity.retry_all(*map(condition_of, value)),
    }[name]()


class CurrentState:
    """As much of a state as a condition looks at."""

    def __init__(self, error):
        self.outcome = tenacity.Future.construct(1, error, True)


def raised(attempt):
    error = None
    for link in reversed(attempt["chain"]):
        outer = error_class(link["types"])(link["message"])
        outer.__cause__ = error
        error = outer
    error.kind = attempt["kind"]
    error.trouble = attempt["trouble"]
    error.after = attempt["after"]
    return error


def carry_out(case):
    told = {"waits": [], "before": 0, "after": 0, "before_sleep": 0, "gave_up": 0}
    attempts = iter(case["attempts"])
    CLOCK.now = 0.0

    def body():
        attempt = next(attempts)
        CLOCK.now += attempt["seconds"]
        CLOCK.numbers = iter(attempt["numbers"])
        if not attempt["chain"]:
            return "done"
        if attempt["again"]:
            again = tenacity.TryAgain()
            again.after = attempt["after"]
            raise again from raised(attempt)
        raise raised(attempt)

    def sleep(seconds):
        told["waits"].append(float(seconds))
        CLOCK.now += seconds

    def count(what):
        def hook(state):
            told[what] += 1

        return hook

    def gave_up(state):
        told["gave_up"] += 1
        return "given up"

    retrying = tenacity.Retrying(
        sleep=sleep,
        stop=stop_of(case["stop"]),
        wait=wait_of(case["wait"]),
        # Always, and the conditions that hold until something is raised, hold of a success as well; a run has committed then.
        retry=tenacity.retry_if_exception(lambda e: True) & condition_of(case["when"]),
        before=count("before"),
        after=count("after"),
        before_sleep=count("before_sleep"),
        retry_error_callback=gave_up,
        enabled=case["enabled"],
    )
    try:
        told["end"] = retrying(body)
    except StopIteration:
        raise
    except Exception:
        told["end"] = "not tried again"
    told["idle"] = retrying.statistics.get("idle_for", 0)
    told["attempts"] = retrying.statistics.get("attempt_number", 1)
    told["delay"] = retrying.statistics.get("delay_since_first_attempt", 0)
    return told


json.dump([carry_out(case) for case in json.load(sys.stdin)], sys.stdout)
