"""Tests of app/desk."""
