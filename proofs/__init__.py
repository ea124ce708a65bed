"""The long proofs, run by hand: `python3 run.py prove NAME`. Each writes its figures beside itself."""
