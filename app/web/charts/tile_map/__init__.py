"""Tile maps: the 38 provinces roughly where they are, regencies and cities as equal tiles in the order of their codes.

There is no geometry of the regencies with clear terms, and equal tiles have a merit of their own: a small city with
many complaints is not lost beside a large, empty regency. The grid is this project's own work.
"""

from app.web.charts.tile_map.layout import PROVINCES, Place
from app.web.charts.tile_map.nation import nation_map
from app.web.charts.tile_map.province import province_map
from app.web.charts.tile_map.strips import regency_strips
from app.web.charts.tile_map.tiles import Kind, Tile, grouped

__all__ = [
    "PROVINCES",
    "Kind",
    "Place",
    "Tile",
    "grouped",
    "nation_map",
    "province_map",
    "regency_strips",
]
