"""One file for each family of notations: angles in degrees, grids in metres, links of map sites."""
