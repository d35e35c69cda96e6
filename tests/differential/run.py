"""Compares the checks with the types of the official SDK over 20,000 bodies, right ones and ones with one mutation.

    python3 tests/differential/run.py [COUNT] [SEED]

Sets up a virtual environment under ~/.cache/claude-troubleshooter with the SDK that the facts were read from. Each
difference belongs to a class: which side refuses, what was mutated, where. Where both refuse, one of our errors about
types must mark the mutated place, something inside it, or what holds it at most two steps further out; an error
elsewhere does not count. Every class must be explained by a line of explained.tsv beside this file (a regular
expression, a tab, the reason); the script fails on one that is not.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys

SDK = "anthropic==2.12.0"
HERE = pathlib.Path(__file__).resolve().parent
VENV = pathlib.Path.home() / ".cache/claude-troubleshooter/differential"


def into_venv():
    python = VENV / "bin/python"
    if pathlib.Path(sys.prefix).resolve() == VENV.resolve():
        return
    if not (VENV / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", SDK], check=True)
        (VENV / "ready").touch()
    os.execv(python, [python, __file__, *sys.argv[1:]])


into_venv()

import random  # noqa: E402
from typing import Any, Dict, List, Literal, Union, get_args, get_origin, get_type_hints  # noqa: E402

import pydantic  # noqa: E402
from anthropic.types import message_create_params as plain  # noqa: E402
from anthropic.types.beta import message_create_params as beta  # noqa: E402
from typing_extensions import Annotated, NotRequired, Required, TypedDict, is_typeddict  # noqa: E402

# Parameters of the SDK that travel as headers.
HEADERS = {"betas", "user_profile_id", "workspace_id"}
# Checks that judge types and fields; the others judge what a request means.
TYPE_LEVEL = re.compile(
    r"shape/(type|missing|word|unknown|tag)|fields/|openai/|model/missing|max-tokens/(missing|fraction)|messages/(missing|content-|block-type)"
    r"|roles/unknown|tools/(type|name-missing|schema-missing|fixed-name|display|toolset)|tool-choice/type"
    r"|tool-results/fields|images/source|documents/source|metadata/key|service-tier|cache/(type|ttl)$"
    r"|output/format|container/|thinking/(type-unknown|budget-missing)|(documents|images)/media-type"
)
# Checks that judge both; where they mark the very fault, they count as well.
TYPE_TOO = re.compile(r"speed/model|thinking/budget-small|tools/schema-type")


class Shape:
    """A TypedDict of the SDK: its fields, which are required, and a strict twin for validation."""

    def __init__(self, name):
        self.name, self.fields, self.twin = name, {}, None


SHAPES = {}


def strip(hint):
    while get_origin(hint) in (Required, NotRequired, Annotated):
        hint = get_args(hint)[0]
    return hint


def convert(hint, name=""):
    """The description of a type that the generator reads: (kind, …)."""
    hint = strip(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return ("word", list(args))
    if origin is Union or str(origin) == "<class 'types.UnionType'>":
        kinds = [convert(arg, name) for arg in args if not foreign(arg)]
        flat = [k for kind in kinds for k in (kind[1] if kind[0] == "any of" else [kind])]
        return flat[0] if len(flat) == 1 else ("any of", flat)
    if is_typeddict(hint):
        return ("shape", shape(hint))
    if hint in (str, int, float, bool):
        return (hint.__name__,)
    if hint is type(None):
        return ("null",)
    if origin is dict or hint is dict:
        return ("dict", convert(args[1]) if len(args) == 2 else ("anything",))
    if hint in (object, Any):
        return ("anything",)
    if origin is not None and len(args) == 1:
        return ("list", convert(args[0], name))
    raise TypeError(f"{name}: {hint}")


def foreign(hint):
    """What only Python can pass: files, and blocks of an answer as objects."""
    hint = strip(hint)
    text = str(hint)
    return (isinstance(hint, type) and issubclass(hint, pydantic.BaseModel)) or "IO[" in text or "PathLike" in text


def shape(typed):
    if typed in SHAPES:
        return SHAPES[typed]
    made = SHAPES[typed] = Shape(re.sub("^Beta|Param(Param)?$", "", typed.__name__))
    for key, hint in get_type_hints(typed, include_extras=True).items():
        if key not in HEADERS:
            made.fields[key] = (get_origin(hint) is Required, convert(hint, f"{typed.__name__}.{key}"))
    return made


def twin(kind):
    """The same type for pydantic: lists instead of iterables, no conversions, no unknown keys."""
    match kind[0]:
        case "word":
            return Literal[tuple(kind[1])]
        case "any of":
            return Union[tuple(twin(k) for k in kind[1])]
        case "shape":
            made = kind[1]
            if made.twin is None:
                # A name that is filled in below breaks circles.
                made.twin = TypedDict(made.name, {}, total=False)
                fields = {k: Required[twin(t)] if need else NotRequired[twin(t)] for k, (need, t) in made.fields.items()}
                made.twin = TypedDict(made.name, fields, total=False)
                made.twin.__pydantic_config__ = pydantic.ConfigDict(extra="forbid", strict=True)
            return made.twin
        case "list":
            return List[twin(kind[1])]
        case "dict":
            return Dict[str, twin(kind[1])]
        case "anything":
            return Any
        case "null":
            return None
        case name:
            return {"str": str, "int": int, "float": float, "bool": bool}[name]


# Blocks that are sent back as the server gave them.
ECHOED = re.compile(r"(?!\bToolResult)\b\w+ToolResultBlock|CompactionBlock|FallbackBlock|RequestTool\w+Block|MCPToolListingBlock")
TEXTS = ["x", "Hello", "toolu_01", "get_weather", "https://a.example/b"]


def make(kind, rng, depth, path, places):
    """A value of this kind; notes each object with its shape in `places`."""
    match kind[0]:
        case "word":
            return rng.choice(kind[1])
        case "any of":
            options = [k for k in kind[1] if k[0] != "null"] or kind[1]
            if depth > 8:
                options = sorted(options, key=lambda k: k[0] in ("shape", "list"))[:1]
            return make(rng.choice(options), rng, depth, path, places)
        case "shape":
            made, value = kind[1], {}
            inside = ECHOED.search(path)
            places.append((value, made, f" inside {inside[0]}" if inside else ""))
            for key, (need, inner) in made.fields.items():
                if need or rng.random() < 0.25 / (1 + depth):
                    value[key] = make(inner, rng, depth + 1, f"{path}/{made.name}.{key}", places)
            return value
        case "list":
            return [make(kind[1], rng, depth + 1, path, places) for _ in range(rng.choice([1, 1, 2]))]
        case "dict":
            return {"type": "object"} if path.endswith("input_schema") else {}
        case "anything":
            return "x"
        case "null":
            return None
        case "str":
            return rng.choice(TEXTS)
        case "int":
            return rng.choice([1, 7, 1024, 2000])
        case "float":
            return 1.0
        case "bool":
            return rng.choice([True, False])


OTHER = {"string": "x", "truth": "true", "one": 1, "number": 3, "fraction": 1.5, "bool": True, "null": None, "list": ["x"], "object": {"k": 1}}


def kind_of(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "number"
    return {float: "fraction", str: "string", list: "list", dict: "object"}[type(value)]


def mutate(rng, places):
    """Changes one thing; returns its class, the object and the key, or None where nothing fits."""
    value, made, where = rng.choice(places)
    keys = list(value)
    op = rng.choice(["drop", "add", "retype", "retype", "word", "swap"])
    if op == "add":
        value["unheard_of"] = 1
        return f"add {made.name}{where}", value, "unheard_of"
    if not keys:
        return None
    key = rng.choice(keys)
    place = f"{made.name}.{key}{where}"
    if op == "drop":
        del value[key]
        return f"drop {place}", value, None
    if op == "word" and isinstance(value[key], str):
        value[key] = "no-such-word"
        return f"word {place}", value, key
    if op == "swap":
        value[key + "s"] = value.pop(key)
        return f"rename {place}", value, None
    name, other = rng.choice(list(OTHER.items()))
    if name == kind_of(value[key]):
        return None
    before, value[key] = kind_of(value[key]), json.loads(json.dumps(other))
    return f"retype {before} {place} to {name}", value, key


def find(body, wanted, path=()):
    """The path of an object inside a body."""
    if body is wanted:
        return path
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    return next((found for key, item in inner if (found := find(item, wanted, (*path, str(key)))) is not None), None)


def marks(error, place, whole):
    """Whether an error's path is that of the fault, leads inside it, or to what holds it two steps out at most.

    `whole`: the fault is the object's as a whole, since a field is missing or has another name."""
    error = tuple(error)
    inside = error[: len(place)] == place and (not whole or len(error) <= len(place) + 1)
    outside = place[: len(error)] == error and len(place) - len(error) <= 2
    return inside or (outside and (bool(error) or len(place) <= 1))


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 20261122)
    roots = []
    for module in (plain, beta):
        root = shape(module.MessageCreateParamsBase)
        root.name = "Request"
        root.fields["stream"] = (False, ("bool",))
        roots.append((("shape", root), pydantic.TypeAdapter(twin(("shape", root)))))
    rows = []
    while len(rows) < count:
        kind, adapter = roots[len(rows) % 2]
        places = []
        body = make(kind, rng, 0, "", places)
        what, place, whole = "none", None, False
        if rng.random() < 0.8 and (mutated := mutate(rng, places)):
            what, owner, key = mutated
            place, whole = find(body, owner), key is None
            place = place if whole else (*place, key)
        try:
            adapter.validate_python(body)
            refused = None
        except pydantic.ValidationError as error:
            refused = error
        rows.append((body, what, place, whole, refused))
    binary = HERE.parent.parent / "target/release/examples/body_errors"
    subprocess.run(["cargo", "build", "--release", "--quiet", "--example", "body_errors"], check=True, cwd=HERE.parent.parent)
    text = "".join(json.dumps(body) + "\n" for body, *_ in rows)
    ours = subprocess.run([binary], input=text, capture_output=True, text=True, check=True).stdout.splitlines()
    explained = [line.split("\t", 1) for line in (HERE / "explained.tsv").read_text().splitlines() if line.strip()]
    agree, classes, samples = 0, collections.Counter(), {}
    for (body, what, place, whole, refused), line in zip(rows, ours, strict=True):
        errors = json.loads(line)
        typed = [e for e in errors if TYPE_LEVEL.match(e[0])]
        told = [e for e in errors if TYPE_LEVEL.match(e[0]) or TYPE_TOO.match(e[0])]
        there = [e for e in told if place is None or marks(e[1], place, whole)]
        if refused and not there:
            elsewhere = sorted({check for check, path in errors if place is None or marks(path, place, whole)})
            found = [f"SDK alone refuses: {what}" + (f", where we have {elsewhere}" if elsewhere else "")]
        elif not refused and typed:
            found = [f"check alone refuses: {check} after {what}" for check in sorted({e[0] for e in typed})]
        else:
            agree += 1
            continue
        for name in found:
            classes[name] += 1
            samples.setdefault(name, body)
    used, open_ = collections.Counter(), []
    for name, n in classes.most_common():
        reason = next((i for i, (pattern, _) in enumerate(explained) if re.search(pattern, name)), None)
        if reason is None:
            open_.append((name, n))
        else:
            used[reason] += n
    refusals = sum(1 for *_, refused in rows if refused)
    print(f"{count} bodies, {refusals} refused by the SDK's types; {agree} verdicts agree ({100 * agree / count:.1f} %)")
    print(f"{len(classes)} classes of difference, {len(classes) - len(open_)} explained")
    for i, (pattern, _) in enumerate(explained):
        print(f"  {used[i]} × {pattern}" if used[i] else f"  not met this time: {pattern}")
    for name, n in open_:
        print(f"  UNEXPLAINED {n} × {name}")
        if os.environ.get("SHOW"):
            print("     ", json.dumps(samples[name])[:600])
    sys.exit(bool(open_))


main()
