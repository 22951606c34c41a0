"""The peers, one file a family."""

from .base import TooLarge
from .ease import Ease
from .ials import Ials
from .item_knn import Bm25, Cosine
from .playlist_knn import PlaylistKnnLinear, PlaylistKnnSquared
from .popularity import Popularity
from .similarities import Rp3Beta, ShrunkCosine, SPlus, Tversky
from .vmis_knn import VmisKnn

__all__ = ["PEERS", "Sansa", "TooLarge"]

PEERS = [
    Popularity,
    Cosine,
    Bm25,
    ShrunkCosine,
    Tversky,
    SPlus,
    Rp3Beta,
    VmisKnn,
    PlaylistKnnSquared,
    PlaylistKnnLinear,
    Ials,
    Ease,
]

try:
    from .sansa_peer import Sansa
except ImportError:
    # It needs a system library; the run says that it is missing.
    Sansa = None
else:
    PEERS.append(Sansa)
