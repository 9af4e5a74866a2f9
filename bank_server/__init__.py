"""The bank behind the ATM: ledger, challenges, PINs, vouchers, and the services that use them."""
