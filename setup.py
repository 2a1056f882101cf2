"""What goes into a wheel beside pyproject.toml's words: the rooms of `app`, and `resources` laid inside of it."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["app", "app.*"]), "app.resources"],
    package_dir={"app.resources": "resources"},
    package_data={"app.resources": ["**/*"]},
)
