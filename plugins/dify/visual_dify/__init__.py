"""Runs Volcengine's visual tools in a sandboxed WebAssembly component, for Dify.

The component signs, sends, parses and polls. This package converts a node's parameters, supplies the
keys of one call, and turns results and errors into Dify's messages.
"""
