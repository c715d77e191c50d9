"""``make workbench``: a workbench with invented people, cases, a revision and decisions to audit. For trying it, not for use."""

from __future__ import annotations

import sys
from pathlib import Path

from discretion.cli import main
from discretion.workbench import Setup, add_user

PASSWORD = "zuo-yi-zuo-kan-kan"  # noqa: S105 - printed below; everything here is invented
PEOPLE = {
    "officer": ("办案人员甲", "officer"),
    "reviewer": ("法制审核乙", "reviewer"),
    "approver": ("批准人丙", "approver"),
    "supervisor": ("监督人员丁", "supervisor"),
    "admin": ("管理员", "administrator"),
}


def demo(folder: Path) -> None:
    """Fill an empty folder; leave a filled one as it is."""
    if (folder / "workbench.sqlite3").exists():
        return
    for name, (label, role) in PEOPLE.items():
        add_user(Setup(folder), name, label=label, unit="演示支队", place="330106", roles=[role], password=PASSWORD)


if __name__ == "__main__":
    where = Path(sys.argv[1])
    demo(where)
    print(f"演示用户：{'、'.join(PEOPLE)}；密码都是 {PASSWORD}")
    print("监督人员可以上传 examples/audit/decisions.csv 试行核查")
    sys.argv = ["discretion", "serve", "--workbench", str(where)]
    main()
