"""The ACE-Step 1.5 REST API: what is sent, what comes back, and which server it is."""
