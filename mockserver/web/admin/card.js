for (const button of document.querySelectorAll("button[data-act]")) {
  button.addEventListener("click", async () => {
    const answer = await fetch(button.dataset.act, { method: "POST" });
    if (answer.ok) {
      location.reload();
    } else {
      document.querySelector("[role=status]").textContent = (await answer.json()).details;
    }
  });
}
