"""A made-up report of a county by a lake, and a fake encoder whose cosines lie where the bundled model's do."""

from __future__ import annotations

import numpy as np

from embeddings import Progress, Vectors
from tests.fakes import FakeEncoder

REPORT = """\
2020年3月5日在甲州市第一届人民代表大会第二次会议上
市长 林小满
各位代表：
一、2019年工作回顾
预计实现渔业产值86亿元；茶叶产量3.2万吨；接待游客120万人次；城镇新增就业4.1万人。
湖区大桥5月通车，新建渔港4座、改造泊位31个、清淤河道58公里。云溪公司蚕丝出口增长12%，木材加工利润增长2.5倍。
投资1.6亿元的白鹭湖治理工程全面竣工，水质达到三类。
新建图书馆3所，新建体育馆2所。2019年6月18日首届龙舟节开幕。
因为引水工程提前通水，旱情得到缓解。
渔民人均收入提高6%。湖岸植柳30万株。
由陈大河负责的考古队在石牌村发现古窑遗址。
设立松香、桐油、竹编、蓝染4个作坊。
当前还存在一些问题。一是渔船老旧；二是冷库不足；三是渔民转产困难。
二、2020年工作安排
今年的主要预期目标是：渔业产值增长8%；茶叶产量达到3.5万吨以上；接待游客150万人次；城镇登记失业率控制在4%以内。
新建渔港6座、改造泊位40个、清淤河道70公里。
引进各类人才2000人以上。建设冷库12座，力争蚕丝出口2.4亿美元以上。
谢谢大家！
"""


class NearEncoder(FakeEncoder):
    """The fake, with something in all vectors that all texts share."""

    def __init__(self) -> None:
        super().__init__(64)

    @property
    def dimension(self) -> int:
        return super().dimension + 1

    @property
    def fingerprint(self) -> str:
        return "near"

    def _encode(self, texts: list[str], progress: Progress | None) -> Vectors:  # type: ignore[override]
        own = super()._encode(texts, progress)
        shared = np.full((len(texts), 1), 0.8**0.5, np.float32)
        return np.hstack([own * np.float32(0.2**0.5), shared])
