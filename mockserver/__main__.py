"""`python -m mockserver` is the command `mockserver`."""

from airship_wallet_emulator import main

main()
