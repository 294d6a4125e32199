"""How long a click takes, beside the least an app can be: same browser, machine and run. No part of the tests."""
