"""The exam: a file or folder a room, browser journeys, awkward states, and the rules of the house."""
