"""How to reach people who agreed to it: sealed, for the data steward alone, and not for ever."""
