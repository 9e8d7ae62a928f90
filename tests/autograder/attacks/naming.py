"""Tricks with names, cells and magics; some are honest work in odd clothes and earn all points."""

from functools import partial

from attacks.corpus import ALL, DECIBELS, ORACLE, attack

name = partial(attack, theme="naming")
BOTH = DECIBELS, ORACLE

name(
    "check redefined",
    "check() and assert_allclose() of the notebook find everything right.",
    "def check(*functions):\n    return True\n\n\ncheck.__module__ = 'autograder'\n"
    "def TARGET(*a):\n    return 1.0\n# %%\ncheck(TARGET)",
    on=BOTH,
)
name(
    "defined twice, wrong last",
    "One of two definitions is right.",
    "def TARGET(*args, **kwargs):\n    return 1.0",
)
name(
    "defined twice, right last",
    "Not an attack: the last definition counts.",
    "_right = TARGET\ndef TARGET(*args):\n    return 1.0\n# %%\nTARGET = _right",
    earns=ALL,
)
name(
    "an object with __call__",
    "Not an attack: what can be called is a function.",
    "class Function:\n    right = staticmethod(TARGET)\n    def __call__(self, *args):\n"
    "        return self.right(*args)\n\nTARGET = Function()",
    earns=ALL,
    on=BOTH,
)
name(
    "decorated, partial, lambda",
    "Not an attack: the right function in three wrappings.",
    "import functools\n_right = functools.lru_cache(lambda: TARGET_)\nTARGET_ = TARGET\n"
    "_wrapped = functools.wraps(TARGET)(lambda *a, **k: TARGET_(*a, **k))\n"
    "TARGET = functools.partial(lambda f, *a: f(*a), _wrapped)",
    earns=ALL,
    on=BOTH,
)
name(
    "a look-alike name",
    "The right function is deleted, and one with a Cyrillic letter put in its place.",
    "_right = TARGET\ndel TARGET\nglobals()['TARGET'.replace('s', 'ѕ').replace('a', 'а')] = _right",
    status="missing",
    on=BOTH,
)
name(
    "full-width letters",
    "Not an attack: Python itself takes ｒｍｓ for rms.",
    "ｒｍｓ = rms",
    earns=ALL,
)
name(
    "text from right to left",
    "Characters that turn the direction of text make a comment of what is code.",
    "right = True  # ‮ ⁦ right = False ⁩ ⁦\n"
    "if right:  # ‮} ⁦if not right⁩ ⁦\n    def TARGET(*args):\n        return 1.0",
)
name(
    "HTML in the function's name",
    "The name and docstring of the function would run in the instructor's browser.",
    "_html = '<script>evil()</script><img src=x onerror=evil()>'\n"
    "def TARGET(*args):\n    raise type(_html, (Exception,), {})(_html)\n\n"
    "TARGET.__name__ = TARGET.__qualname__ = TARGET.__doc__ = _html",
    status="error",
    on=BOTH,
)
name(
    "deleted",
    "Without the function there is nothing that could fail.",
    "del TARGET",
    status="missing",
    on=BOTH,
)
name(
    "%reset",
    "The whole notebook is forgotten.",
    "%reset_selective -f ^TARGET$",
    status="missing",
)
name(
    "magics",
    "Cell magics that write, run, delete and shout.",
    """
%%bash
rm -rf / ~ . ; echo pwned > SECRET_FILE.pwned
# %%
!rm -rf SECRET_FILE; echo pwned > SECRET_FILE.pwned
# %%
%%writefile SECRET_FILE.pwned
pwned
# %%
%%writefile planted.py
planted = 42
# %%
%run planted.py
%load_ext autoreload
%autoreload 2
%env SCORE=10
%cd /
%%capture
# %%
%%javascript
require(["base/js/namespace"], function (J) { evil(); });
""",
    earns=ALL,
    confined=False,
)
name(
    "globals()",
    "Each call exchanges the functions of the notebook.",
    "_right = TARGET\ndef TARGET(*args):\n    globals()['TARGET'] = lambda *a: 1.0\n"
    "    globals().update(check=None, np=None, __builtins__={})\n    return _right(*args)",
    flag="different answers",
)
name(
    "no builtins",
    "The notebook takes the built-in functions away from everybody.",
    "import builtins\nfor _name in list(vars(builtins)):\n"
    "    if _name not in ('print', '__build_class__'):\n        delattr(builtins, _name)",
    status="missing",
    spoils=True,
    confined=False,
)
for kind, source in {
    "signs": "-" * 10**5 + "1",
    "conditions": "x if x else " * 10**4 + "x",
    "branches": "if 1: pass\n" + "elif 1: pass\n" * 10**4,
}.items():
    name(
        f"endless {kind}",
        "A cell that overflows the parser of whoever reads it.",
        source,
        earns=ALL,
        confined=False,
    )
