"""Examples for the document and for the page that is made from it; all invented."""

from typing import Any

KEY = "renaksi_CONTOH-bukan-kunci-sungguhan"
ID = "BRG-2021-000153"
RECEIVED = "2021-10-05T13:53:00+08:00"

COMPLAINT: dict[str, Any] = {
    "id": ID,
    "received_at": RECEIVED,
    "title": "Lampu jalan padam di depan pasar",
    "text": "Sudah dua pekan lampu jalan di depan pasar padam, mohon diperbaiki.",
    "class": "non_supervisory",
    "category": "Penerangan jalan",
    "channel": "Android",
    "area": "Kecamatan Sinjai Utara",
    "unit": "Dinas Perhubungan",
}
ANSWERED: dict[str, Any] = {
    **COMPLAINT,
    "verified_at": "2021-10-06T08:10:00+08:00",
    "first_follow_up_at": "2021-10-08T09:30:00+08:00",
}
BATCH: dict[str, Any] = {
    "complaints": [
        ANSWERED,
        {"id": "BRG-2021-000154", "received_at": "kemarin", "title": "Sampah menumpuk"},
        {**COMPLAINT, "id": "BRG-2021-000155", "nama_pelapor": "tidak untuk dikirim"},
    ]
}
CREATED: dict[str, Any] = {
    "created": 1,
    "changed": 0,
    "unchanged": 0,
    "rejected": 0,
    "items": [{"id": ID, "result": "created"}],
}
BATCH_ANSWER: dict[str, Any] = {
    "created": 0,
    "changed": 1,
    "unchanged": 0,
    "rejected": 2,
    "items": [
        {"id": ID, "result": "changed", "kept": ["verified_at"]},
        {
            "id": "BRG-2021-000154",
            "result": "rejected",
            "errors": [
                {
                    "field": "received_at",
                    "value": "kemarin",
                    "reason": "Waktu relatif hanya berarti pada hari halaman itu dibaca. "
                    "Isikan tanggal yang sebenarnya.",
                },
            ],
        },
        {
            "id": "BRG-2021-000155",
            "result": "rejected",
            "errors": [
                {
                    "field": "nama_pelapor",
                    "reason": "Identitas pelapor tidak diterima di sini. Simpan di aplikasi kanal dan kirim "
                    "pengaduannya tanpa isian ini.",
                },
            ],
        },
    ],
}
STANDING: dict[str, Any] = {
    "id": ID,
    "status": "in_process",
    "status_text": "Terdisposisi sedang diproses",
    "colour": "yellow",
    "class": "non_supervisory",
    "unit": "Dinas Perhubungan",
    "received_at": "2021-10-05T05:53:00+00:00",
    "verified_at": "2021-10-06T00:10:00+00:00",
    "first_follow_up_at": "2021-10-08T01:30:00+00:00",
    "last_follow_up_at": None,
    "postponed_at": None,
    "resumed_at": None,
    "replied_at": None,
    "closed_at": None,
    "closed_automatically": False,
    "archived_at": None,
    "reopened_at": None,
    "reopen_count": 0,
    "closes_at": "2021-10-25T16:00:00+00:00",
    "updated_at": "2021-10-08T01:31:07+00:00",
    "clocks": [
        {
            "stage": "verify",
            "state": "in_time",
            "why": "within_deadline",
            "due": "2021-10-08T16:00:00+00:00",
            "working_days": 1,
            "allowed_days": 3,
        },
        {
            "stage": "follow_up",
            "state": "in_time",
            "why": "within_deadline",
            "due": "2021-10-13T16:00:00+00:00",
            "working_days": 2,
            "allowed_days": 5,
        },
        {
            "stage": "resolve",
            "state": "running",
            "why": "still_open",
            "due": "2021-10-26T16:00:00+00:00",
            "working_days": 3,
            "allowed_days": 14,
        },
    ],
}
GROUP: dict[str, Any] = {
    "incoming": 1500,
    "followed_up": 1296,
    "closed": 1114,
    "open": 341,
    "followed_up_share": 0.864,
    "closed_share": 0.7427,
    "by_status": {"unverified": 61, "disposed": 98, "in_process": 182, "finished": 1114, "archived": 45},
    "stages": {
        "follow_up": {
            "measured": 1402,
            "in_time": 1051,
            "late": 245,
            "open_late": 106,
            "median_days": 4.0,
            "mean_days": 4.7,
            "p90_days": 9.0,
        }
    },
    "rating_mean": 3.6,
    "rated": 212,
    "overdue": 146,
    "late": 391,
    "reopened": {"count": 3, "of": 41, "share": 0.0732},
    "small": False,
}
FIGURES: dict[str, Any] = {
    "government": "73.07",
    "source": "SP4N-LAPOR!; Kanal Sinjai (contoh)",
    "cut_off": "2021-12-30T07:12:00+00:00",
    "incoming": GROUP["incoming"],
    "by_status": GROUP["by_status"],
    "followed_up_share": GROUP["followed_up_share"],
    "closed_share": GROUP["closed_share"],
    "stages": GROUP["stages"],
    "rating": {"mean": 3.6, "rated": 212},
    "open": GROUP["open"],
    "overdue": GROUP["overdue"],
    "reopened": GROUP["reopened"],
    "open_ages": {
        "buckets": [{"from": 0, "to": 5, "count": 104}, {"from": 61, "to": None, "count": 37}],
        "oldest_days": 412,
        "oldest_received_on": "2020-04-14",
    },
    "by_unit": [{"unit": "Dinas Perhubungan", **GROUP}],
    "by_month": [{"month": "2021-10", **GROUP}],
    "by_quarter": [{"quarter": "2021-Q4", **GROUP}],
    "by_year": [{"year": "2021", **GROUP}],
    "by_class": {"non_supervisory": GROUP},
    "by_channel": {"Android": GROUP},
    "by_category": [{"category": "Penerangan jalan", **GROUP}],
    "by_area": [{"area": "Kecamatan Sinjai Utara", **GROUP}],
    "by_source": [{"source": "SP4N-LAPOR!", **GROUP}],
}
TOLD: dict[str, Any] = {
    "id": "mE2r0Y1nQ7uJ4b8Vt5cXwA",
    "event": "complaint.changed",
    "occurred_at": "2021-10-08T01:31:07+00:00",
    "government": "73.07",
    "channel": "Kanal Sinjai (contoh)",
    "what": "followed_up",
    "complaint": {name: value for name, value in STANDING.items() if name != "clocks"},
}
SHORT_FIGURES: dict[str, Any] = {
    name: FIGURES[name]
    for name in ("government", "source", "cut_off", "incoming", "followed_up_share", "closed_share", "stages")
}
VERIFY = """import hashlib, hmac, time

def is_from_renaksi(secret: str, header: str, body: bytes) -> bool:
    parts = dict(part.split("=", 1) for part in header.split(","))
    signed = parts["t"].encode() + b"." + body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, parts["v1"]) and abs(time.time() - int(parts["t"])) < 300"""
