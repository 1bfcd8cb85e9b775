"""Reading captions: each module listens for one thing in the words of a caption."""
