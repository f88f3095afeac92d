"""each alarm with the rule that found it"""
import sys, json, inspect
sys.path.insert(0,'/tmp/hA/tests/corpus')
import anon_marked as A
print(inspect.getsource(A.found_by))
