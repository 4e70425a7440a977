from __future__ import annotations

import pytest

from kit.speech import Speech, parse


@pytest.fixture(scope="session")
def other() -> Speech:
    """A speech of another make: four levels, a part without tasks, a point without verb."""
    return parse(
        "各位代表：\n"
        "一、总体要求，稳中求进\n"
        "(一)坚持党的领导\n"
        "1.加强学习。推进制度建设，落实责任，开展检查。\n"
        "2.改进作风。坚持求真务实，加大督查力度。\n"
        "(二)深化改革\n"
        "1.简政放权。推进审批改革，落实清单制度。\n"
        "（1）精简事项。推动减少证明，开展清理。\n"
        "（2）优化流程。加强衔接，落实时限，提升效率，完善机制。\n"
        "二、主要任务\n"
        "一是稳增长。推进项目建设。二是惠民生。落实就业政策，加强社会保障，提高服务水平。\n"
        "三、没有任务的部分\n"
        "四、组织保障\n"
        "加强领导，落实责任，众志成城。\n"
        "谢谢大家。\n",
        name="other",
    )
