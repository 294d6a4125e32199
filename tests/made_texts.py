"""A resolution of another subject, made up for tests: libraries. No such text exists."""

RESOLUTION = """United Nations
A/RES/99/201

General Assembly
Distr.: General
4 May 2099

99/201. Reading rooms in remote valleys

The General Assembly,

Bearing in mind that many valleys have no reading room, and that winters there are long,

1. Encourages Member States to open a reading room in every valley, and to train staff who help people into work and
housing after release from prison;

2. Also encourages Member States to collect data on how many books come back, and to publish them every year;

3. Requests the United Nations Office on Drugs and Crime to print a catalogue of catalogues;

4. Invites the guild of bookbinders to mend what is torn;

5. Takes note of the list of valleys.

7th plenary meeting
4 May 2099
"""
