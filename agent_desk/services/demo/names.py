"""Invented names for the demonstration office. Any likeness to a real company or person is unintended."""

from __future__ import annotations

from agent_desk.domain.people import Role

PEOPLE: tuple[tuple[str, Role, str, int], ...] = (
    ("沈知秋", Role.LEAD, "审批一支部", 160),
    ("陆以宁", Role.AGENT, "审批一支部", 215),
    ("顾清和", Role.AGENT, "审批二支部", 320),
    ("章闻舟", Role.AGENT, "审批二支部", 40),
    ("戚晓岚", Role.AGENT, "E站通先锋队", 190),
    ("庄维青", Role.AGENT, "E站通先锋队", 85),
    ("葛思齐", Role.AGENT, "审批一支部", 260),
    ("任远帆", Role.VOLUNTEER, "E站通先锋队", 10),
    ("苗雨禾", Role.VOLUNTEER, "审批二支部", 130),
    ("褚明哲", Role.SUPERVISOR, "监管科支部", 285),
)
"""Name, role, branch, hue of the avatar."""

COMPANY_STEMS = (
    "澄川", "禾原", "岚桥", "越舟", "景曜", "衡拓", "朗润", "汐川", "合泽", "青屿",
    "砺锋", "云栖", "嘉屹", "海纳川", "启域", "瑞阡", "华珩", "东篱", "星野", "铭沣",
    "泰澜", "弘毅行", "博远", "锦程", "凌波", "维信达", "盛岳", "方圆里", "若水", "长庚",
)  # fmt: skip

TOWNS = ("望湖街道", "东津街道", "新堰街道", "城南街道", "桐溪镇", "凤栖镇", "平湖塘镇", "余塘镇")

SURNAMES = ("赵", "钱", "孙", "李", "周", "吴", "郑", "冯", "陈", "褚", "卫", "蒋", "韩", "杨", "朱", "秦")
TITLES = ("经理", "厂长", "主任", "工程师", "会计")

ASSISTANCE_MATTERS = (
    "规划许可申请表补盖公章并送窗口",
    "首次来办，了解能评和环评先后",
    "代领用地预审与选址意见书",
    "多图联审上传被退回，协助重传",
    "陪同现场放线验线",
    "排污登记表填写辅导",
    "不动产登记材料预审",
    "一次性告知书逐条讲解",
    "联审平台账号开通",
    "水保方案补正页打印装订",
    "出让合同电子签章协助",
    "节能评审专家接站与会场布置",
    "营业执照变更事项预审",
    "消防设计审查表样表讲解",
    "安评专家现场踏勘陪同",
    "施工许可并联材料核对",
    "竣工联合验收时间协调",
    "供电报装一次性资料清单说明",
)
