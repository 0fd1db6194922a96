"""Runs one file of these tests: run.py test_report. Exits 1 when one failed, 77 when all were skipped, else 0."""
import sys
import unittest

result = unittest.TextTestRunner(verbosity=2).run(unittest.defaultTestLoader.loadTestsFromName(sys.argv[1]))
if not result.wasSuccessful() or result.testsRun == 0:
    sys.exit(1)
sys.exit(77 if len(result.skipped) >= result.testsRun else 0)
