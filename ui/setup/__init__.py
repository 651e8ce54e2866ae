"""What is asked at the first start, and the settings in which it can be asked again."""
