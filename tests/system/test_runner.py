"""How a file of these tests ends: a skipped test never hides one that failed."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import centre

TESTS = {"passes": "pass", "fails": "self.fail()", "skipped": 'self.skipTest("no data")'}


class Runner(unittest.TestCase):
    def code(self, *names):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="paraat-"))
        self.addCleanup(shutil.rmtree, folder)
        shutil.copy(centre.__file__, folder)
        bodies = "".join(f"    def test_{name}(self):\n        {TESTS[name]}\n" for name in names)
        (folder / "test_some.py").write_text(f"import unittest\n\n\nclass Some(unittest.TestCase):\n{bodies}")
        return subprocess.run([sys.executable, "-B", "centre.py", "test_some"], cwd=folder, capture_output=True, timeout=60, check=False).returncode

    def test_ends_with_77_only_when_nothing_ran(self):
        self.assertEqual(0, self.code("passes"))
        self.assertEqual(0, self.code("passes", "skipped"))
        self.assertEqual(1, self.code("fails"))
        self.assertEqual(1, self.code("fails", "skipped"))
        self.assertEqual(77, self.code("skipped"))


if __name__ == "__main__":
    unittest.main()
