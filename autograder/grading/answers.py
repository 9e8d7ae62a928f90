"""What a worker says, checked: it runs the learner's code, so it may say anything."""

from autograder.engine.subject import Crashed, Died, NotWritten, Other
from autograder.grading import wire

MAX_TEXT = 2000  # characters of an exception's message
MAX_NAME = 100  # of its type's name
MAX_LINE = 200  # of a quoted line


def checked_names(items, known):
    """Return those of the names `known` that a worker told."""
    # An array among them would not compare with a name.
    told = {item for item in items if type(item) is str} if type(items) is list else ()
    return tuple(name for name in known if name in told)


def checked_outcome(items):
    """Return the value, or the Trouble, of one call of a batch."""
    if type(items) is list and len(items) == 1:
        return items[0]
    return trouble(checked_error(items))


def trouble(error):
    """Return the exception for a checked error."""
    return NotWritten(error[1]) if error[0] == "NotImplementedError" else Crashed(*error)


def checked_reply(frame):
    """Return the message in a frame, a dict of values; Died if there is none."""
    try:
        reply = wire.load(frame)
    except wire.WireError as error:
        raise Died(f"The process sent {error}.") from None
    if type(reply) is not dict:
        raise Died("The process sent something that is no answer.")
    return reply


def checked_error(items):
    """Return type, message, line and source of an error, if that is what a worker sent."""
    kinds = (str,), (str,), (int, type(None)), (str, type(None))
    right = type(items) is list and len(items) == len(kinds)
    if not right or any(type(item) not in kind for item, kind in zip(items, kinds, strict=True)):
        raise Died("The process sent an error that cannot be read.")
    kind, message, line, source = items
    return [kind[:MAX_NAME], message[:MAX_TEXT], line, source and source[:MAX_LINE]]


def answer_call(reply, callbacks):
    """Call one of the grader's functions for the worker; what it raises is an answer, too."""
    number, args = reply["callback"], reply.get("args")
    try:
        if type(number) is not int or not 0 <= number < len(callbacks) or type(args) is not list:
            raise RuntimeError("this function can be called only while it is lent to yours")
        for value in args:
            if type(value) is Other:
                raise TypeError(f"an argument of type {value.type_name}")
        return wire.dump({"value": callbacks[number](*args)}, strict=True)
    except Exception as error:
        return wire.dump({"error": [type(error).__name__, str(error)[:MAX_TEXT]]})
