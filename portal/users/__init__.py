"""Who someone is: the account, the profile, the trust and role they speak for."""
