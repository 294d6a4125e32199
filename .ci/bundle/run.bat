@echo off
rem Installs from the wheels beside it, the first time only and without a network, and starts the app. What stands
rem after the name is passed on, for example: run.bat --server.port 8600
setlocal
cd /d "%~dp0"
set /p NEED=<python-version.txt

fc /b requirements.txt .venv\installed.txt >nul 2>nul && goto start
echo Installing from the folder wheels (the first time only, about a minute)
if exist .venv rmdir /s /q .venv
py -%NEED% -m venv --without-pip .venv 2>nul
if exist .venv\Scripts\python.exe goto install
python -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '%NEED%')" 2>nul && python -m venv --without-pip .venv
if exist .venv\Scripts\python.exe goto install
echo Python %NEED% was not found. Install it, or make the bundle anew for the Python that is here.
pause
exit /b 1

:install
for %%F in (wheels\pip-*.whl) do set PYTHONPATH=%%F
.venv\Scripts\python.exe -m pip --isolated --disable-pip-version-check install --quiet --no-index --find-links wheels --no-deps --require-hashes -r requirements.txt
if errorlevel 1 (
    echo The installation did not end well; the lines above say why.
    pause
    exit /b 1
)
set PYTHONPATH=
copy /y requirements.txt .venv\installed.txt >nul

:start
.venv\Scripts\python.exe -m streamlit run app.py %*
if errorlevel 1 pause
