"""Meaning: what a sentence says as a vector, alike in English, Russian and Uzbek.

It takes texts and gives unit vectors, whose dot products say how alike the texts are in
meaning. Needs the extra ``semantic``; nothing else in the program does.
"""
