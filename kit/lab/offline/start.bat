@echo off
chcp 65001 >nul
rem 开始学习：第一次运行时安装，以后直接打开。全程不联网。
setlocal
set "HERE=%~dp0"
set "PROGRAM=%LOCALAPPDATA%\speech-study-kit-program\@VERSION@-python@PYTHON@"
if exist "%PROGRAM%\installed" goto open
py -@PYTHON@ -c "import sys; sys.exit(sys.version_info < (@NUMBERS@))" >nul 2>nul
if errorlevel 1 (
  echo 这台电脑上没有 Python @PYTHON@（@EXACT@ 或更新）。请打开同一个文件夹里的“先读我.html”，看“没有 Python 怎么办”。
  goto failed
)
echo 第一次使用，正在安装，约需一两分钟……
if exist "%PROGRAM%" rmdir /s /q "%PROGRAM%"
py -@PYTHON@ -m venv "%PROGRAM%"
if errorlevel 1 goto undo
"%PROGRAM%\Scripts\python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels" "speech-study-kit[@EXTRAS@]"
if errorlevel 1 goto undo
type nul > "%PROGRAM%\installed"
:open
if exist "%HERE%sets" (pushd "%HERE%sets") else (pushd "%USERPROFILE%")
"%PROGRAM%\Scripts\kit" study @SET@
if errorlevel 1 goto failed
exit /b 0
:undo
if exist "%PROGRAM%" rmdir /s /q "%PROGRAM%"
echo 没有装好，已恢复原样。请看上面的原因，再看“先读我.html”里的“打不开怎么办”。
:failed
pause
exit /b 1
