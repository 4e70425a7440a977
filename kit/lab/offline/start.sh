#!/bin/sh
# 开始学习：第一次运行时安装，以后直接打开。全程不联网。
here=$(cd "$(dirname "$0")" && pwd)
program="$HOME/.speech-study-kit/@VERSION@-python@PYTHON@"
python=python@PYTHON@

stop() {
  echo "$1"
  printf "按回车结束。"
  read -r _
  exit 1
}

if [ ! -f "$program/installed" ]; then
  "$python" -c "import sys; sys.exit(sys.version_info < (@NUMBERS@))" 2>/dev/null ||
    stop "这台电脑上没有 Python @PYTHON@（@EXACT@ 或更新）。请打开同一个文件夹里的“先读我.html”，看“没有 Python 怎么办”。"
  echo "第一次使用，正在安装，约需一两分钟……"
  rm -rf "$program"
  if "$python" -m venv "$program" &&
    "$program/bin/python" -m pip install --quiet --disable-pip-version-check --no-index \
      --find-links "$here/wheels" "speech-study-kit[@EXTRAS@]"; then
    : >"$program/installed"
  else
    rm -rf "$program"
    stop "没有装好，已恢复原样。请看上面的原因，再看“先读我.html”里的“打不开怎么办”。"
  fi
fi

if [ -d "$here/sets" ]; then
  cd "$here/sets" || exit 1
else
  cd "$HOME" || exit 1
fi
trap : INT
"$program/bin/kit" study @SET@ || stop "没有打开，原因在上面。"
