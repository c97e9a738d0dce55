"""Where: addresses in Chinese and English, in one piece or in many, and which one is meant."""
