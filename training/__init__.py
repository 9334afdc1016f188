"""The recipe of the project's own translation models: corpora in, `.argosmodel` packages out.

Each step is one command (`python -m training STEP`) and one module: prepare, tokenizer, train,
average, convert, package, evaluate. PyTorch is used here and nowhere else in the project;
`training/requirements.txt` names what to install.
"""
