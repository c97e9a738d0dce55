"""The page's files and the documented contract (REQ A1)."""

import re

import pytest
from fastapi.testclient import TestClient


def test_the_page_allows_nothing_from_elsewhere(http: TestClient) -> None:
    page = http.get("/chat")
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert "unsafe" not in page.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", page.text)


def test_all_that_the_page_names_is_served(http: TestClient) -> None:
    page = http.get("/chat").text
    names = re.findall(r'(?:src|href)="(/chat/[^"]+)"', page)
    assert {"/chat/chat.css", "/chat/chat.js"} <= set(names)
    queue, seen = list(names), set[str]()
    while queue:
        name = queue.pop()
        if name in seen:
            continue
        seen.add(name)
        file = http.get(name)
        assert file.status_code == 200, name
        queue += [f"/chat/{part}" for part in re.findall(r'from "\./([^"]+)"', file.text)]
        assert not re.search(r"https?://(?!www\.w3\.org)", file.text), name


@pytest.mark.parametrize("name", ["api.py", "..%2fapi.py", "none.js", "%2e%2e/api.py"])
def test_nothing_else_is_served(http: TestClient, name: str) -> None:
    assert http.get(f"/chat/{name}").status_code == 404


def test_info_names_the_company_and_the_limits(http: TestClient) -> None:
    info = http.get("/chat/api/info").json()
    assert (info["company"], info["message_limit"], info["media_limit_mb"]) == ("安心家政", 100, 1)


def test_openapi_documents_the_contract(http: TestClient) -> None:
    paths = http.get("/openapi.json").json()["paths"]
    write = paths["/chat/api/messages"]["post"]
    assert {"202", "401", "413", "422", "429"} <= set(write["responses"])
    assert "text" in str(write["requestBody"]["content"]["application/json"])
    assert write["security"]
    assert "multipart/form-data" in paths["/chat/api/media"]["post"]["requestBody"]["content"]
    read = paths["/chat/api/messages"]["get"]
    assert [parameter["name"] for parameter in read["parameters"]] == ["after"]
    assert "text/event-stream" in str(paths["/chat/api/events"]["get"]["responses"]["200"])
