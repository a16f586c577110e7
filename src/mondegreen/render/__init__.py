"""Ways to show proposals: on a terminal, as a patch, as JSON lines.

`excerpt` cuts the speech around a proposal, `look` holds the signs and styles of a
terminal; the other modules are views over these, each a function from proposals to text. To add one, write a
module beside them and call it from the command.
"""
