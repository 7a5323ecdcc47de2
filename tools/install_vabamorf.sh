#!/bin/sh
# Installs Vabamorf, the Estonian analyser, beside Hexapla:  sh tools/install_vabamorf.sh .venv/bin/pip
#
# Vabamorf's compiled core and lexicons lie in the package estnltk, whose dependencies take 400 MB
# that the core never asks for; so it is installed without them, and Hexapla imports the core alone.
# Licence: GPL-2.0-only or Apache-2.0.
set -eu
pip=${1:-pip}
"$pip" install --quiet --no-deps "estnltk==1.7.5"
