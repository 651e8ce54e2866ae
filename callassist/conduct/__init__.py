"""How people treat each other on a call: grievance, abuse and threats, and the company's answer to them."""
