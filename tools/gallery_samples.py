"""Sample rows of the component gallery, laid out as in the design's pictures; the names are invented."""

from __future__ import annotations

from datetime import date, timedelta

from agent_desk.presenters.cells import (
    Align,
    AvatarsCell,
    AvatarView,
    CellView,
    ClockCell,
    ClockKind,
    Column,
    GroupHeader,
    GroupRow,
    GroupShape,
    HealthState,
    HealthView,
    MiniBar,
    Row,
    StageBarView,
    TableRow,
    Tag,
    TagKind,
    TagsCell,
    TextCell,
    Tone,
    TwoLine,
    Weight,
    clock_cell,
    no_clock,
)

TODAY = date(2026, 11, 22)
HUES = {"刚": 221, "洁": 196, "芳": 166, "凯": 318, "敏": 40, "磊": 48, "婷": 5, "俊": 215, "宁": 245}

# item, project, department, (left, limit, due offset or date, elapsed or "pause"/"later"), tag, person
Clock = tuple[int, int, str, str] | None
Sample = tuple[str, str, str, Clock, Clock, Clock, Tag, str]

GROUPS: list[tuple[GroupShape, str, str, list[Sample]]] = [
    (
        GroupShape.OVER,
        "已超期",
        "按最紧的一只钟归组",
        [
            (
                "固定资产投资项目节能审查",
                "敏岚集团新能源汽车零部件项目",
                "发改局",
                (-2, 5, "11-20", ""),
                (5, 10, "11-27", ""),
                (15, 20, "12-11", ""),
                Tag(TagKind.DUE, "黄牌 Y-031", "flag"),
                "刚",
            ),
            (
                "环境影响报告表审批",
                "罗汀实业技改与新建厂房项目",
                "生态环境分局",
                None,
                (-1, 10, "11-19", ""),
                (19, 30, "12-17", ""),
                Tag(TagKind.DUE, "黄牌 Y-030", "flag"),
                "洁",
            ),
        ],
    ),
    (
        GroupShape.TODAY,
        "今天",
        "绿色通道按 5+2 计，周日照常到期",
        [
            (
                "建设工程规划许可证",
                "禾顺包装材料年产2万吨环保包装项目",
                "资规分局",
                (0, 4, "11-22", "3"),
                (6, 8, "11-30", ""),
                (18, 20, "12-16", ""),
                Tag(TagKind.SIMULATED, "模拟审批"),
                "芳",
            ),
            (
                "安全设施设计审查",
                "禾晶半导体封装测试基地项目",
                "应急管理局",
                (0, 5, "11-22", "4"),
                (7, 10, "12-01", ""),
                (17, 20, "12-15", ""),
                Tag(TagKind.NEUTRAL, "审查中"),
                "凯",
            ),
            (
                "建设用地规划许可证",
                "东桥街道小学新建工程",
                "资规分局",
                (0, 2, "11-22", "1"),
                (5, 5, "11-27", ""),
                (20, 20, "12-18", ""),
                Tag(TagKind.NEUTRAL, "待制证"),
                "敏",
            ),
        ],
    ),
    (
        GroupShape.NEAR,
        "3 天内",
        "至 11-25",
        [
            (
                "施工图联合审查",
                "敏岚集团新能源汽车零部件项目",
                "住建局",
                (1, 5, "11-23", "3"),
                (6, 8, "11-30", ""),
                (13, 15, "12-09", ""),
                Tag(TagKind.NEUTRAL, "审查中"),
                "刚",
            ),
            (
                "水土保持方案",
                "禾顺包装材料年产2万吨环保包装项目",
                "农业农村水利局",
                (1, 3, "11-23", "1"),
                (5, 5, "11-27", ""),
                (10, 10, "12-04", ""),
                Tag(TagKind.SIMULATED, "模拟审批"),
                "芳",
            ),
            (
                "固定资产投资项目节能审查",
                "云舸储能电池系统项目",
                "发改局",
                (3, 5, "", "pause"),
                (8, 10, "", "pause"),
                (18, 20, "", "pause"),
                Tag(TagKind.PAUSE, "专家评审・停 2 天"),
                "磊",
            ),
            (
                "环境影响报告表审批",
                "东湖区妇幼保健院迁建工程",
                "生态环境分局",
                (3, 7, "", "pause"),
                (13, 15, "", "pause"),
                (28, 30, "", "pause"),
                Tag(TagKind.PAUSE, "补正中・停 6 天"),
                "敏",
            ),
            (
                "建设工程规划许可证",
                "云汀科技城智能传感器产业园项目",
                "资规分局",
                (3, 4, "11-25", "0"),
                (8, 8, "12-02", ""),
                (20, 20, "12-18", ""),
                Tag(TagKind.NEUTRAL, "周六受理"),
                "婷",
            ),
        ],
    ),
    (
        GroupShape.LATER,
        "本周",
        "未来 7 天，至 11-29",
        [
            (
                "建设工程规划许可证",
                "罗汀实业技改与新建厂房项目",
                "资规分局",
                None,
                (4, 8, "11-26", ""),
                (16, 20, "12-14", ""),
                Tag(TagKind.NEUTRAL, "审查中"),
                "洁",
            ),
            (
                "固定资产投资项目节能审查",
                "余溪镇污水处理厂提标改造工程",
                "发改局",
                (4, 5, "11-26", "0"),
                (10, 10, "12-04", ""),
                (20, 20, "12-18", ""),
                Tag(TagKind.NEUTRAL, "周六受理"),
                "磊",
            ),
            (
                "环境影响报告表审批",
                "新禾镇冷链物流园项目",
                "生态环境分局",
                (5, 7, "11-27", "1"),
                (15, 15, "12-11", ""),
                (30, 30, "2027", ""),
                Tag(TagKind.GAP, "容缺受理"),
                "婷",
            ),
            (
                "安全设施设计审查",
                "云舸储能电池系统项目",
                "应急管理局",
                (5, 5, "11-27", ""),
                (10, 10, "12-04", ""),
                (20, 20, "12-18", ""),
                Tag(TagKind.NEUTRAL, "今日受理"),
                "凯",
            ),
        ],
    ),
]

TODAY_COLUMNS = (
    Column("item", "事项 / 项目", None, min_width=220),
    Column("department", "审批部门", 112, optional=True),
    Column("green", "绿色通道 5+2 日", 138, swatch="clock.green.fill"),
    Column("promise", "承诺 工作日", 122, swatch="clock.promise.fill"),
    Column("legal", "法定 工作日", 136, swatch="clock.legal.fill"),
    Column("state", "状态", 144),
    Column("agent", "经办", 46),
)


def clock(kind: ClockKind, value: Clock) -> ClockCell:
    """The view value of one sample clock."""
    if value is None:
        return no_clock(kind)
    left, limit, due_text, extra = value
    due = TODAY + timedelta(days=left)
    if due_text == "2027":
        due = date(2027, 1, 4)
    elif due_text:
        due = date.fromisoformat(f"2026-{due_text}")
    return clock_cell(
        kind,
        left=left,
        limit=limit,
        due=due,
        today=TODAY,
        elapsed=int(extra) if extra.isdigit() else None,
        paused=extra == "pause",
        provisional=due_text == "2027",
    )


def today_rows() -> list[TableRow]:
    """The rows of the design's first picture."""
    rows: list[TableRow] = []
    for shape, name, note, samples in GROUPS:
        rows.append(GroupRow(f"group-{shape.value}", GroupHeader(shape, name, len(samples), note)))
        for place, (item, project, department, green, promise, legal, tag, mark) in enumerate(samples):
            cells: dict[str, CellView] = {
                "item": TwoLine(item, project),
                "department": TextCell(department),
                "green": clock(ClockKind.GREEN, green),
                "promise": clock(ClockKind.PROMISE, promise),
                "legal": clock(ClockKind.LEGAL, legal),
                "state": tag,
                "agent": AvatarsCell((AvatarView(mark, HUES[mark]),)),
            }
            rows.append(Row(f"{shape.value}-{place}", cells))
    later = GroupHeader(
        GroupShape.NONE, "更晚", 17, "其中 6 件期限跨入 2027 年，暂定", collapsed=True, unit="件"
    )
    rows.append(GroupRow("group-more", later))
    return rows


PROJECT_COLUMNS = (
    Column("health", "", 58),
    Column("name", "项目 / 建设单位", None, min_width=200),
    Column("money", "投资 亿元", 84, Align.RIGHT),
    Column("channel", "通道与依据", 136),
    Column("stage", "阶段进度", 190),
    Column("next", "下一节点", 194),
    Column("saved", "较法定已省", 152),
    Column("hint", "提示", 114),
    Column("team", "团队", 60),
)


def project_rows() -> list[TableRow]:
    """Rows like those of the design's second picture."""
    channel = Tag(TagKind.GREEN, "总投资 ≥ 3 亿", "zap")
    plan = Tag(TagKind.PROMISE, "政府投资计划", "landmark")
    general = Tag(TagKind.OUTLINE, "一般代办")
    flag = Tag(TagKind.DUE, "黄牌 1", "flag")
    data = (
        (
            HealthState.OK,
            "禾顺包装材料年产2万吨环保包装项目",
            "禾顺包装材料有限公司",
            "3.2",
            channel,
            (1, 0.68, 0.33, 0),
            83,
            TwoLine("签供地合同、领施工许可证", "12-08", tail="16 天后"),
            (154, 212),
            (),
            "芳刚",
        ),
        (
            HealthState.OVER,
            "敏岚集团新能源汽车零部件项目",
            "敏岚集团",
            "8.6",
            channel,
            (1, 0.6, 0.3, 0),
            60,
            TwoLine("节能审查决定", "11-20", Tone.OVER, "超 2 天"),
            (118, 236),
            (flag,),
            "刚磊",
        ),
        (
            HealthState.RISK,
            "罗汀实业技改与新建厂房项目",
            "罗汀实业有限公司",
            "1.2",
            general,
            (1, 0.45, 0.1, 0),
            45,
            TwoLine("环评审批决定", "11-19", Tone.OVER, "超 1 天"),
            (41, 168),
            (flag, Tag(TagKind.GAP, "容缺 1")),
            "洁",
        ),
        (
            HealthState.PAUSED,
            "云舸储能电池系统项目",
            "云舸储能科技有限公司",
            "9.2",
            channel,
            (1, 0.5, 0, 0),
            50,
            TwoLine("节能评审恢复计时", "11-23", tail="明天"),
            (140, 236),
            (Tag(TagKind.PAUSE, "专家评审"),),
            "磊凯",
        ),
        (
            HealthState.OK,
            "长汀街道安置房三期工程",
            "长汀建设开发有限公司",
            "5.7",
            plan,
            (1, 1, 1, 0.4),
            40,
            TwoLine("联合验收", "2027-01-14", tail="暂定", tail_provisional=True),
            (127, 231),
            (),
            "俊敏",
        ),
    )
    rows: list[TableRow] = []
    for place, (health, name, owner, money, tag, shares, percent, step, saved, hints, people) in enumerate(
        data
    ):
        share = saved[0] / saved[1]
        rows.append(
            Row(
                f"p{place}",
                {
                    "health": HealthView(health),
                    "name": TwoLine(name, owner),
                    "money": TextCell(money, Tone.PRIMARY, Weight.STRONG, Align.RIGHT, small=False),
                    "channel": tag,
                    "stage": StageBarView(shares, 1, "工程建设", percent),
                    "next": step,
                    "saved": MiniBar(
                        str(saved[0]), f"/{saved[1]} 天", f"{share:.0%}", share, f"已省 {saved[0]} 天"
                    ),
                    "hint": TagsCell(hints),
                    "team": AvatarsCell(tuple(AvatarView(mark, HUES[mark]) for mark in people)),
                },
            )
        )
    return rows
