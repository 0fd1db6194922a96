#!/usr/bin/env python3
"""Who may include whom: reads every #include of hub/ and compares it with the graph of ARCHITECTURE.md.

Prints each include that reaches where it may not, as file:line, and exits 1; silent otherwise.
"""
import pathlib
import re
import sys

MAY_INCLUDE = {
    "base": set(),
    "access": {"base"},
    "guard": {"base"},
    "pki": {"base"},
    "provision": {"base", "pki"},
    "core": {"base"},
    "rules": {"base", "core"},
    "codec": {"base", "core"},
    "foreign": {"base", "core", "codec"},
    "journal": {"base", "core"},
    "projection": {"base", "core"},
    "mqtt": {"base"},
    "transport": {"base", "mqtt", "guard"},
    "admin": {"base"},
    "tak": {"base"},
    "app": {"base", "access", "pki", "provision", "core", "rules", "codec", "foreign", "journal", "projection", "transport", "admin", "tak"},
}
# What the core must not know of: the world.
NOT_IN_CORE = re.compile(r"<(asio|sqlite3|spdlog|mqtt|flatbuffers|thread|random|fstream|iostream)|hub/base/log\.hpp")
NOT_IN_CORE_CODE = re.compile(r"system_clock::now|steady_clock::now|std::thread|random_device|\bfloat\b")
# Its templates take a second of compiling wherever they are included: all others log through hub/base/log.hpp.
LOG_LIBRARY = re.compile(r"#include <spdlog/")
KNOWS_LOG_LIBRARY = "hub/app/hub_log.cpp"
OURS = re.compile(r'#include "hub/([a-z]+)/')


def faults(root):
    for path in sorted(root.glob("hub/*/**/*.[ch]pp")):
        module = path.relative_to(root).parts[1]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            place = f"{path.relative_to(root)}:{number}"
            ours = OURS.match(line)
            if ours and ours[1] != module and ours[1] not in MAY_INCLUDE.get(module, set()):
                yield f"{place}: {module} may not include {ours[1]}"
            if module == "core" and line.startswith("#include") and NOT_IN_CORE.search(line):
                yield f"{place}: the core may not know {line.split()[1]}"
            if module == "core" and NOT_IN_CORE_CODE.search(line.split("//")[0]):
                yield f"{place}: the core reaches for the world"
    for path in sorted(root.glob("hub/**/*.[ch]pp")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if LOG_LIBRARY.match(line) and str(path.relative_to(root)) != KNOWS_LOG_LIBRARY:
                yield f"{path.relative_to(root)}:{number}: only {KNOWS_LOG_LIBRARY} may include spdlog"
    # A format of its own has a library of its own within hub/codec.
    formats = {folder.parent.name for folder in root.glob("hub/codec/*/CMakeLists.txt")}
    for path in sorted(root.glob("hub/*/CMakeLists.txt")):
        module = path.relative_to(root).parts[1]
        known = MAY_INCLUDE.get(module, set()) | {"schemas"}
        if "codec" in known:
            known |= formats
        for depends in re.findall(r"DEPENDS([^)A-Z]*)", path.read_text()):
            for other in depends.split():
                if other not in known:
                    yield f"{path.relative_to(root)}: {module} may not depend on {other}"


found = list(faults(pathlib.Path(__file__).resolve().parents[2]))
print("\n".join(found), end="\n" if found else "")
sys.exit(1 if found else 0)
