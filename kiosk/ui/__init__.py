"""QML and view models: shows state, emits intent, holds no rule."""
