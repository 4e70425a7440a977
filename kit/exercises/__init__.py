"""Practice made by rule: questions on any passage of any text, the same for the same seed.

Each rule draws on what the text itself shows, its outline, its clauses and its words, and never
on what they mean. Whatever a rule proposes is written as a paper, read back and looked over like a
hand-written question; what earns a fault or a warning is dropped.
"""

from kit.exercises.material import Material, gather
from kit.exercises.practice import RULES, generate

__all__ = ["RULES", "Material", "gather", "generate"]
