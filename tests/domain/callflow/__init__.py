"""Tests of the outward half."""
