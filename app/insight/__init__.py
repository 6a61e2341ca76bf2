"""What whoever runs the app may see of how it is used: rates, wishes that found nothing, opinions.

Nothing here tells one visitor from another: counts of visitors come out, never their ids or turns.
"""
