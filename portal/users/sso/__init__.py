"""Single sign-on by OpenID Connect: allauth's flow, with the checks that a claim about a person deserves."""
