"""The whole assessment of one OPD as a workbook, out and in: `rules/workbook` decides, here it gets its words."""
